import { effect, signal } from "@preact/signals";

export const THEMES = { auto: "as the system", light: "light", dark: "dark" } as const;
export const LOCALES = { "": "as the browser", en: "1,234.5", de: "1.234,5" } as const;

const kept = (name: string) => localStorage.getItem(name) ?? "";

/** How the page looks: the browser remembers it. */
export const theme = signal(kept("theme") || "auto");
export const isLarge = signal(kept("large") === "yes");
export const locale = signal(kept("locale"));

effect(() => {
  const { dataset } = document.documentElement;
  dataset.theme = theme.value;
  dataset.size = isLarge.value ? "large" : "normal";
  localStorage.setItem("theme", theme.value);
  localStorage.setItem("large", isLarge.value ? "yes" : "");
  localStorage.setItem("locale", locale.value);
});

export function formatNumber(count: number, digits = 0): string {
  return count.toLocaleString(locale.value || navigator.language, { maximumFractionDigits: digits });
}
