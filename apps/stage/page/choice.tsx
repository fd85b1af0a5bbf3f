import { visibleLine } from "./text.ts";

type Props<V extends string> = {
  label?: string;
  value: V | undefined;
  /** Values, each with its words and what they mean. */
  options: readonly (readonly [value: V, words: string, title?: string])[];
  onChoose: (value: V) => void;
} & { [attribute in "id" | "title" | "class" | "aria-label"]?: string };

/** One of several. */
export function Choice<V extends string>({ label, options, onChoose, ...rest }: Props<V>) {
  const list = (
    <select {...rest} onChange={(event) => onChoose(event.currentTarget.value as V)}>
      {options.map(([value, words, title]) => (
        <option key={value} value={value} title={title ?? ""}>
          {visibleLine(words)}
        </option>
      ))}
    </select>
  );
  // biome-ignore lint/a11y/noLabelWithoutControl: the list is what it names
  return label === undefined ? list : <label>{[label, list]}</label>;
}
