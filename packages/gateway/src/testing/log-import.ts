import { registerHooks } from "node:module";

// Imports the gateway in a process of its own, and prints which modules that has loaded.

const builtin = () => Reflect.get(process, "moduleLoadList") as string[];
const before = new Set(builtin());
const urls: string[] = [];
registerHooks({
  load(url, context, nextLoad) {
    urls.push(url);
    return nextLoad(url, context);
  },
});

await import("@kit/gateway");

console.log(JSON.stringify({ urls, builtin: builtin().filter((name) => !before.has(name)) }));
