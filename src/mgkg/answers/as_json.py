"""An answer as one JSON object: every key always there, names compact, what is not known null or empty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from mgkg import names
from mgkg.answers import counting
from mgkg.answers.records import Answer, Gap, Line, Piece, Source, Statement
from mgkg.answers.sources import url
from mgkg.model import Estimate, PooledEstimate, Publication
from mgkg.names import Iri

#: The number of a publication among the sources.
_Numbers = Mapping[Iri, int]


def to_json(answer: Answer) -> dict[str, Any]:
    """Return an answer as an object that json can write; what only an assessment can tell stays null or empty."""
    selection = answer.selection
    numbers = {source.publication.iri: source.number for source in answer.sources}
    return {
        "question": _question(answer),
        "summary": " ".join(answer.summary),
        "conclusions": [_line(line, answer.question.language) for line in answer.lines],
        "findings": [_piece(piece, numbers) for piece in selection.findings],
        "interactions": [_interaction(piece, numbers) for piece in selection.interactions],
        "adverseEffects": [_piece(piece, numbers) for piece in selection.adverse_effects],
        "interventions": [_piece(piece, numbers) for piece in selection.interventions],
        "hypotheses": [_hypothesis(one, numbers) for one in answer.hypotheses],
        "claims": [_claim(one, numbers) for one in answer.claims],
        "gaps": [_gap(gap) for gap in answer.gaps],
        "sources": [_source(source) for source in answer.sources],
        "notice": answer.notice,
    }


def _question(answer: Answer) -> dict[str, Any]:
    question = answer.question
    return {
        "text": question.text,
        "language": question.language,
        "substances": _curies(question.substances),
        "conditions": _curies(question.conditions),
        "kind": names.local_name(question.kind).replace("-", " ") if question.kind else None,
        "matrix": _curie(question.matrix),
        "modifier": _curie(question.modifier),
        "taken": [{"text": one.text, "for": names.curie(one.term), "how": one.how} for one in question.taken],
        "notUnderstood": list(question.not_understood),
        "asOf": answer.as_of,
    }


def _line(line: Line, language: str) -> dict[str, Any]:
    slugs = (names.local_name(line.family), names.local_name(line.subject), names.local_name(line.aspect))
    return {
        "proposition": f"proposition:{'--'.join(slugs)}",
        "factor": names.curie(line.family),
        "condition": names.curie(line.subject),
        "aspect": names.camel(line.aspect),
        "directness": line.directness,
        "kindMatch": _kind_match(same=line.same_kind),
        "matrix": _curie(line.matrix),
        **_concluded(line, language),
        "counts": {names.camel(verdict): number for verdict, number in line.counts.items()},
        "studies": line.studies,
        "participants": line.participants,
        "pooled": [_pooled(one) for one in line.assessment.pooled] if line.assessment else [],
    }


def _concluded(line: Line, language: str) -> dict[str, Any]:
    assessment = line.assessment
    if assessment is None:
        return {"conclusion": None if line.is_studied else "notStudied", "certainty": None, "ratings": []}
    return {
        "conclusion": names.camel(assessment.conclusion),
        "certainty": names.local_name(assessment.certainty).replace("-", " "),
        "ratings": [
            {
                "domain": names.camel(rating.domain),
                "rating": names.camel(rating.level),
                "reason": next(label.text for label in rating.reason if label.language == language),
            }
            for rating in assessment.ratings
        ],
    }


def _pooled(pooled: PooledEstimate) -> dict[str, Any]:
    return {
        "measure": names.camel(pooled.measure),
        "model": names.camel(pooled.method),
        "value": _number(pooled.value),
        "lower": _number(pooled.lower),
        "upper": _number(pooled.upper),
        "predictionLower": _number(pooled.prediction_lower),
        "predictionUpper": _number(pooled.prediction_upper),
        "k": pooled.studies,
        "i2": _number(pooled.i_squared),
        "tau2": _number(pooled.tau_squared),
    }


def _piece(piece: Piece, numbers: _Numbers) -> dict[str, Any]:
    evidence, finding = piece.evidence, piece.evidence.finding
    factor = evidence.exposure.factor
    return {
        "finding": names.curie(finding.iri),
        "study": names.curie(finding.study),
        "year": evidence.publication.year,
        "design": _code(evidence.study.design),
        "n": counting.size(evidence),
        "factor": names.curie(finding.exposure),
        "condition": names.curie(finding.outcome),
        "aspect": names.camel(finding.aspect),
        "contrast": finding.contrast,
        **_estimate(finding.estimates[0] if finding.estimates else None),
        "reportedDirection": _code(finding.reported_direction),
        "verdict": _code(evidence.verdict),
        "basis": _code(evidence.basis),
        "signPerMore": evidence.sign,
        "directness": piece.directness,
        "kindMatch": _kind_match(same=piece.same_kind),
        "bearer": _code(factor.bearer if factor else None) or "self",
        "matrix": _curie(factor.matrix if factor else None),
        "exposureTiming": _code(finding.exposure_timing),
        "species": _code(evidence.population.species),
        "publicationStatus": _code(evidence.publication.status),
        "subgroup": evidence.population.subgroup,
        "sources": [numbers[evidence.publication.iri]],
    }


def _estimate(estimate: Estimate | None) -> dict[str, Any]:
    if estimate is None:
        return dict.fromkeys(("measure", "value", "lower", "upper", "p"))
    return {
        "measure": _code(estimate.measure),
        "value": _number(estimate.value),
        "lower": _number(estimate.lower),
        "upper": _number(estimate.upper),
        "p": estimate.p,
    }


def _interaction(piece: Piece, numbers: _Numbers) -> dict[str, Any]:
    finding = piece.evidence.finding
    return {
        **_piece(piece, numbers),
        "outcome": names.curie(finding.outcome),
        "mechanism": _code(finding.mechanism),
        "actsOn": _curies(finding.acts_on),
        "modifiers": _curies(finding.effect_modifiers),
    }


def _hypothesis(statement: Statement, numbers: _Numbers) -> dict[str, Any]:
    return {
        "hypothesis": names.curie(statement.iri),
        "label": statement.text,
        "modifier": _curie(statement.modifiers[0] if statement.modifiers else None),
        "expectedSign": statement.expected_sign,
        "status": _code(statement.status),
        "sources": _cited(statement.publications, numbers),
    }


def _claim(statement: Statement, numbers: _Numbers) -> dict[str, Any]:
    tiers = [_code(publication.source_tier) for publication in statement.publications]
    return {
        "claim": names.curie(statement.iri),
        "label": statement.text,
        "sourceTier": tiers[0] if tiers else None,
        "sign": statement.expected_sign,
        "strength": _code(statement.strength),
        "restsOn": _curies(statement.rests_on),
        "support": [names.camel(one) for one in statement.support],
        "sources": _cited(statement.publications, numbers),
    }


def _gap(gap: Gap) -> dict[str, Any]:
    return {
        "text": gap.text,
        "factor": _curie(gap.family),
        "condition": _curie(gap.condition),
        "modifier": _curie(gap.modifier),
        "searched": _curies(gap.searched),
    }


def _source(source: Source) -> dict[str, Any]:
    publication = source.publication
    return {
        "number": source.number,
        "title": publication.title,
        "authors": list(publication.authors),
        "year": publication.year,
        "journal": publication.journal,
        "doi": publication.doi,
        "pmid": publication.pmid,
        "url": url(publication),
        "tier": _code(publication.source_tier),
        "status": _code(publication.status),
    }


def _cited(publications: Iterable[Publication], numbers: _Numbers) -> list[int]:
    return [numbers[publication.iri] for publication in publications]


def _kind_match(*, same: bool) -> str:
    return "same" if same else "other"


def _curie(name: Iri | None) -> str | None:
    return names.curie(name) if name else None


def _curies(several: Iterable[Iri]) -> list[str]:
    return [names.curie(name) for name in several]


def _code(name: Iri | None) -> str | None:
    return names.camel(name) if name else None


def _number(number: Decimal | None) -> float | None:
    return None if number is None else float(number)
