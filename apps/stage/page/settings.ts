import { effect, signal } from "@preact/signals";

/** How the page looks. The browser keeps it. */
export type Settings = { theme: "light" | "dark"; size: "normal" | "large"; numbers: "de" | "en" };

const KEPT_AS = "stage";

export const settings = signal<Settings>({
  theme: matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
  size: "normal",
  numbers: navigator.language.startsWith("de") ? "de" : "en",
  ...readKept(),
});

/** What the user has chosen before: nothing else is kept, so that the page follows the system until then. */
function readKept(): Partial<Settings> {
  try {
    return JSON.parse(localStorage.getItem(KEPT_AS) ?? "{}");
  } catch {
    return {};
  }
}

export function change(chosen: Partial<Settings>): void {
  settings.value = { ...settings.value, ...chosen };
  localStorage.setItem(KEPT_AS, JSON.stringify({ ...readKept(), ...chosen }));
}

const OTHER = { light: "dark", dark: "light", normal: "large", large: "normal", de: "en", en: "de" } as const;

export function toggle(name: keyof Settings): void {
  change({ [name]: OTHER[settings.value[name]] });
}

effect(() => {
  const { theme, size } = settings.value;
  Object.assign(document.documentElement.dataset, { theme, size });
});

export function formatNumber(count: number, digits = 0): string {
  return count.toLocaleString(settings.value.numbers, { maximumFractionDigits: digits });
}
