import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

type Process = { pid: number; group: number; isZombie: boolean };

/** Which processes are alive, of these and of those in their process groups. One that has only to be reaped is not. */
export function livingProcesses(pids: ReadonlySet<number>): number[] {
  return list()
    .filter(({ pid, group, isZombie }) => !isZombie && (pids.has(pid) || pids.has(group)))
    .map(({ pid }) => pid);
}

const POLL_MS = 20;

/** Waits until these have ended, with what is in their process groups. The end of another's child is no event. */
export async function untilGone(pids: Iterable<number>, but: ReadonlySet<number | undefined> = new Set()) {
  const wanted = new Set(pids);
  while (livingProcesses(wanted).some((pid) => !but.has(pid))) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

function list(): Process[] {
  if (existsSync("/proc/self/stat")) {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .flatMap(fromProc);
  }
  const lines = execFileSync("ps", ["-A", "-o", "pid=,pgid=,stat="], { encoding: "utf8" }).trim().split("\n");
  return lines.map((line) => {
    const [pid, group, state = ""] = line.trim().split(/\s+/);
    return { pid: Number(pid), group: Number(group), isZombie: state.startsWith("Z") };
  });
}

function fromProc(pid: string): Process[] {
  try {
    // `pid (name) state parent group …`, and a name may hold anything.
    const [state, , group] = readFileSync(`/proc/${pid}/stat`, "latin1")
      .replace(/^.*\) /s, "")
      .split(" ");
    return [{ pid: Number(pid), group: Number(group), isZombie: state === "Z" }];
  } catch {
    // It has ended meanwhile.
    return [];
  }
}
