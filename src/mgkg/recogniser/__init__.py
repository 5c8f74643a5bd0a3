"""The recogniser: which substances, conditions, kinds and modifiers a free question in English or Dutch speaks of."""

from mgkg.recogniser.mentions import Mention
from mgkg.recogniser.question import Question, understand
from mgkg.recogniser.vocabulary import Vocabulary, vocabulary

__all__ = ["Mention", "Question", "Vocabulary", "understand", "vocabulary"]
