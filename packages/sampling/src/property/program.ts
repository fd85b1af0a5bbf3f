/** A random tool: what a tool's function can do, as data. Every node has a value, which later nodes can depend on. */
export type Program =
  | { kind: "sample"; id: number }
  | { kind: "structured"; id: number }
  | { kind: "agent"; id: number }
  | { kind: "progress" }
  | { kind: "step"; id: number; delay: number; failures: number }
  | { kind: "sequence"; parts: Program[] }
  | { kind: "parallel"; parts: Program[] }
  | { kind: "choice"; first: Program; second: Program }
  | { kind: "loop"; times: number; body: Program }
  | { kind: "retry"; times: number; body: Program }
  | { kind: "guard"; body: Program; rescue: Program; last: Program }
  | { kind: "fail"; id: number };
