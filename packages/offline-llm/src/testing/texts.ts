import { readFileSync } from "node:fs";

/** A news story of about 450 words. */
export const FERRY = readFileSync(new URL("ferry.txt", import.meta.url), "utf8");

/** The document that ships with the client app. */
export const SAMPLE = readFileSync(new URL("../../../../apps/client/samples/document.md", import.meta.url), "utf8");
