import { createGateway } from "@kit/gateway";

export async function tell(baseURL: string, question: string, show: (text: string) => void) {
  const gateway = createGateway({ providers: { offline: { baseURL } } });
  const messages = [{ role: "user" as const, content: question }];
  const stream = gateway.stream({ model: "offline/kit-offline-1", messages });
  for await (const { choices } of stream) show(choices[0]?.delta.content ?? "");
  const { kit } = await stream.final();
  return kit.usage;
}
