import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Card as CardData, CardDecision } from "../src/contract.ts";
import { formatNumber } from "./settings.ts";
import { decide, state } from "./store.ts";
import { visible, visibleJson, visibleLine } from "./text.ts";

/** Whose words they are: whatever role it gives them, the server has written them all. */
const WRITERS = {
  system: "the server wrote, as instructions",
  user: "the server wrote, in the user's name",
  assistant: "the server wrote, in the model's name",
} as const;

type Message = { role: "user" | "assistant"; content: unknown };

const textOf = (content: unknown): string | undefined =>
  Object(content).type === "text" ? String(Object(content).text) : undefined;

/** What the user decides: the words of server and model stand in frames of their own, ours never do. */
export function Card({ card }: { card: CardData }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const draft = useSignal<Message[] | undefined>(undefined);
  const draftSystem = useSignal<string | undefined>(undefined);
  const draftTokens = useSignal(card.request.maxTokens);
  const isReview = card.kind === "review";
  const messages: Message[] =
    draft.value ??
    (card.result ? [{ role: card.result.role, content: card.result.content }] : (card.request.messages as Message[]));
  const system = draftSystem.value ?? card.request.systemPrompt;
  const isEditing = draft.value !== undefined;

  useEffect(() => heading.current?.focus(), [card.id]);

  const edit = () => {
    draft.value = messages;
    draftSystem.value = system;
  };
  const answer = async (decision: CardDecision) => {
    const edited = isEditing && {
      edited: {
        messages,
        ...(!isReview && { maxTokens: draftTokens.value, ...(system !== undefined && { systemPrompt: system }) }),
      },
    };
    await decide(card.id, { decision, ...edited });
  };
  const { estimate, hosts } = card;
  const cost = estimate.costUsd === undefined ? "price unknown" : `about $${formatNumber(estimate.costUsd, 4)}`;
  const redacted = Object.entries(card.redacted).filter(([, times]) => times > 0);
  const actions = card.actions.filter(({ decision }) => !isEditing || decision === "once" || decision === "deny");
  const isBoth = state.value?.running.some(({ revision }) => revision === "both");
  return (
    <section class="card" role="alertdialog" aria-labelledby={`title-${card.id}`}>
      {isBoth ? <p class="quiet">{card.revision === "2025-11-25" ? "1 of 2: the other asks next" : "2 of 2"}</p> : null}
      <h2 id={`title-${card.id}`} ref={heading} tabIndex={-1}>
        {isReview ? "May this answer go to the server?" : "May this question go to the model?"}
      </h2>
      <dl>
        <dt>Server</dt>
        <dd>
          {visibleLine(card.server)}, protocol {card.revision}, calls itself <q>{visibleLine(card.claimedName)}</q>
        </dd>
        <dt>Tool</dt>
        <dd>{card.calls.map(({ tool }) => visibleLine(tool)).join(" or ")}</dd>
        <dt>Model</dt>
        <dd>
          {visibleLine(card.model)} {hosts.length > 0 ? `at ${hosts.join(", ")}` : "on this machine"}
          <small>{visibleLine(card.why)}</small>
        </dd>
        <dt>Cost</dt>
        <dd>
          {cost}: about {formatNumber(estimate.inputTokens)} tokens in, at most{" "}
          {isEditing && !isReview ? (
            <input
              type="number"
              aria-label="Most tokens of the answer"
              min={1}
              max={card.request.maxTokens}
              value={draftTokens.value}
              onInput={(event) => (draftTokens.value = event.currentTarget.valueAsNumber)}
            />
          ) : (
            formatNumber(Math.min(estimate.outputTokens, card.request.maxTokens))
          )}{" "}
          out
        </dd>
        <dt>Policy</dt>
        <dd>
          {card.policy.mode} ({visibleLine(card.policy.because)}). Secrets taken out:{" "}
          {redacted.map(([rule, times]) => `${times} × ${rule}`).join(", ") || "none"}
        </dd>
      </dl>
      <div class="signals">
        {card.signals.map((signal) => (
          <p key={signal} class="beware">
            Beware: it {visibleLine(signal)}
          </p>
        ))}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
      <section class="words" tabIndex={0} aria-label="What is asked">
        {system === undefined || isReview ? null : (
          <Words
            who={WRITERS.system}
            text={system}
            onEdit={isEditing ? (text) => (draftSystem.value = text) : undefined}
          />
        )}
        {messages.map((message, at) => (
          <Blocks
            key={at}
            message={message}
            isAnswer={isReview}
            onEdit={isEditing ? (content) => (draft.value = messages.with(at, { ...message, content })) : undefined}
          />
        ))}
        <p class="more">more below</p>
      </section>
      <div class="actions">
        {card.waiting > 1 ? <p>One decision for {card.waiting} requests of this call.</p> : null}
        {actions.map(({ decision, label, help }) => (
          <button
            key={decision}
            type="button"
            class={decision === "deny" ? "deny" : decision === "once" ? "approve" : ""}
            title={help}
            onClick={() => answer(decision)}
          >
            {decision === "deny" ? "deny" : isEditing ? (isReview ? "send as edited" : "approve as edited") : label}
          </button>
        ))}
        {isEditing ? null : (
          <button type="button" onClick={edit}>
            edit
          </button>
        )}
      </div>
    </section>
  );
}

type BlocksProps = { message: Message; isAnswer: boolean; onEdit: ((content: unknown) => void) | undefined };

function Blocks({ message, isAnswer, onEdit }: BlocksProps) {
  const isList = Array.isArray(message.content);
  const blocks: unknown[] = isList ? (message.content as unknown[]) : [message.content];
  return (
    <>
      {blocks.map((block, at) => {
        const text = textOf(block);
        const change = (changed: string) => {
          const next = { ...Object(block), text: changed };
          onEdit?.(isList ? blocks.with(at, next) : next);
        };
        const isEditable = text !== undefined && onEdit !== undefined;
        return (
          <Words
            key={at}
            who={isAnswer ? "the model wrote" : WRITERS[message.role]}
            text={text ?? visibleJson(block)}
            onEdit={isEditable ? change : undefined}
          />
        );
      })}
    </>
  );
}

function Words({ who, text, onEdit }: { who: string; text: string; onEdit: ((text: string) => void) | undefined }) {
  return (
    <figure>
      <figcaption>{visibleLine(who)}</figcaption>
      {onEdit ? (
        <textarea
          aria-label={visibleLine(who)}
          value={text}
          rows={Math.min(12, text.split("\n").length + 1)}
          onInput={(event) => onEdit(event.currentTarget.value)}
        />
      ) : (
        <blockquote>{visible(text)}</blockquote>
      )}
    </figure>
  );
}
