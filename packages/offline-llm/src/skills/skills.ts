import type { Skill } from "./skill.ts";

/** Everything this model can do. Adding a skill adds a row. */
export const skills: readonly Skill[] = [
  {
    name: "summarize",
    asked:
      /\b(?:summar(?:y|ies|i[sz]\w*)|sum up|tl;?dr|shorten|condense|headline|(?:key|main) (?:points|ideas?)|gist)\b/i,
    answer: async ({ instruction, data }) => {
      const { readSummaryShape } = await import("../summarize/read-summary-shape.ts");
      const { summarize } = await import("../summarize/summarize.ts");
      return summarize(data, readSummaryShape(instruction));
    },
  },
  {
    name: "classify",
    asked:
      /\b(?:classif\w+|categori[sz]\w*|categor(?:y|ies)|label(?:s|led|ed)?|sentiment|one of (?:these|the following)|is (?:this|the|it)\b[^?\n]*\bor\b[^?\n]*\?)/i,
    answer: async ({ instruction, data }) => {
      const { readLabels } = await import("../classify/read-labels.ts");
      const { classify } = await import("../classify/classify.ts");
      return classify(data, readLabels(instruction));
    },
  },
  {
    name: "translate",
    asked: /\b(?:translat\w+|how do (?:you|I) say)\b/i,
    answer: async ({ instruction, data }) => {
      const { readLanguages } = await import("../translate/read-languages.ts");
      const { translate } = await import("../translate/translate.ts");
      return translate(data, readLanguages(instruction));
    },
  },
  {
    name: "answer a question",
    asked:
      /\banswer\w* (?:\w+ ){0,2}questions?\b|\bquestion:|(?<=^|[.!?:>]\s*|\n\s*)(?!(?:what|which) (?:is|are|would be) (?:the|a)(?: \w+)? (?:sentiment|summary|headline|gist|label|category|translation|(?:key|main) \w+)|which (?:label|category|class|of)|is (?:this|the|it)\b[^?\n]*\bor\b|how do (?:you|I) say)(?:who|whom|whose|what|when|where|why|how|which|is|are|was|were|do|does|did|has|have)\b[^?\n]*\?/i,
    answer: async ({ instruction, data }) => {
      const { answerQuestion } = await import("../answer-question/answer-question.ts");
      return answerQuestion(data, instruction);
    },
  },
];
