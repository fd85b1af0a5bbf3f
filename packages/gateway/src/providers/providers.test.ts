import { expect, test } from "vitest";
import type { Provider } from "./provider.ts";
import { PROVIDERS } from "./providers.ts";
import { RETIRED_PROVIDERS } from "./retired-providers.ts";

const rows: readonly Provider[] = PROVIDERS;

test("no two providers share a name, none has a slash in it, none is retired", () => {
  const names = rows.map((row) => row.name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => name.includes("/") || name in RETIRED_PROVIDERS)).toEqual([]);
});

test.each(rows)("$name has an https base URL, or is on loopback, or says where its base URL comes from", (row) => {
  const { baseURL } = row;
  const source =
    baseURL?.match(/^https:\/\/|^http:\/\/127\.0\.0\.1:/)?.[0] ?? row.baseURLEnv ?? row.fixes?.missing_base_url;
  expect(source).toBeTruthy();
  expect(URL.canParse(row.docsURL)).toBe(true);
});

test.each(rows.filter((row) => row.needsKey))("$name needs a key and names the variable that holds it", (row) => {
  expect(row.apiKeyEnv.length).toBeGreaterThan(0);
});

test.each(rows.filter((row) => row.runsAt === "loopback"))("$name runs here and needs no key", (row) => {
  expect(row.needsKey).toBe(false);
});
