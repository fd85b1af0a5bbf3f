import { cuePattern } from "./cue-pattern.ts";

/** Words that a general lexicon takes for good or bad and that in a review mostly tell a plain fact. */
export const plainWord = cuePattern([
  "(looks?|feels?|felt|looked|sounds?|sounded|seems?|tastes?|tasted|smells?|just|more|things?|something|anything|is|was|it's|one|would) like",
  "cut|cuts|cutting|pay|paid|pays|free|present|presents|matters?|number|novel|share|shared|party|low",
  "hard drive|alone|stop|stops|fire|demand|sharp|strong|clear|top|active|interest|interests|easy",
  "help page|dark mode|dark|short|no|yes|ok|want|wanted|wants|like to|weather|worry",
  "security|energy|credit card|challenge|challenges|ready|chance|care|safe|natural|original|exhibition",
  "dead end|drop|drops|lost|miss|missed|missing|leave|left|alarm|warm|cool|fresh|solid|please|solution",
  "solutions|support|supports|certain|sure|charge|charges|charged|empty|appreciation|join|noted?|hand",
  "greet|greets?|play|plays|played|player|players|sucks up|super|boarding|tender|gift|gifts|mobile",
  "trust|friend|friends|better half|block|blocks|strength|straight|determined?|increase|increased",
  "increases|positive|negative|won|value|values|treat|capacity|vision|accepts?",
  "access|holidays?|guarantees?|consists of|saved? as|special|like (any|most|all|every|other)|approved?",
]);
