import type { NormalizedSchema } from "@smithy/core/schema";
import type { AwsError } from "../errors.ts";
import type { Operation, Protocol } from "./shapes.ts";

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };
// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no way to write these
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;
const escapeText = (text: string) => text.replace(unwritable, "").replace(/[&<>"'\r]/g, (c) => entities[c] ?? "&#xD;");

const element = (name: string, inside: string) => (inside === "" ? `<${name}/>` : `<${name}>${inside}</${name}>`);

const simple = (value: unknown): string => {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  return escapeText(String(value));
};

/** What stands inside the element of this shape. Members without a value are left out, empty lists are written. */
const inside = (schema: NormalizedSchema, value: unknown): string => {
  if (!schema.isStructSchema()) return simple(value);
  const values = value as Record<string, unknown>;
  let xml = "";
  for (const [name, member] of schema.structIterator()) {
    const given = values[name];
    if (given === undefined || given === null) continue;
    const traits = member.getMergedTraits();
    const tag = traits.xmlName ?? name;
    if (!member.isListSchema()) {
      xml += element(tag, inside(member, given));
      continue;
    }
    const items = member.getValueSchema();
    const itemTag = traits.xmlFlattened ? tag : (items.getMergedTraits().xmlName ?? "member");
    const list = (given as unknown[]).map((item) => element(itemTag, inside(items, item))).join("");
    xml += traits.xmlFlattened ? list : element(tag, list);
  }
  return xml;
};

/** The answer of an action that was carried out. */
export const writeAnswer = (
  protocol: Protocol,
  action: string,
  operation: Operation,
  output: unknown,
  requestId: string,
): string => {
  const body = operation.output.isStructSchema() ? inside(operation.output, output ?? {}) : "";
  const open = `<?xml version="1.0" encoding="UTF-8"?>\n<${action}Response xmlns="${protocol.namespace}">`;
  if (protocol.name === "elbv2") {
    const result = element(`${action}Result`, body);
    return `${open}${result}<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${action}Response>`;
  }
  // Actions without an output shape answer `<return>true</return>`, as EC2 does.
  const said = operation.output.isStructSchema() && body !== "" ? body : "<return>true</return>";
  return `${open}<requestId>${requestId}</requestId>${said}</${action}Response>`;
};

/** The answer of an action that was refused. */
export const writeError = (protocol: Protocol, error: AwsError, requestId: string): string => {
  const what = `<Code>${escapeText(error.code)}</Code><Message>${escapeText(error.message)}</Message>`;
  if (protocol.name === "ec2") {
    return `<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error>${what}</Error></Errors><RequestID>${requestId}</RequestID></Response>`;
  }
  const blame = error.status >= 500 ? "Receiver" : "Sender";
  return `<ErrorResponse xmlns="${protocol.namespace}"><Error><Type>${blame}</Type>${what}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
};
