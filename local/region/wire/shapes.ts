import * as ec2 from "@aws-sdk/client-ec2";
import * as elbv2 from "@aws-sdk/client-elastic-load-balancing-v2";
import { NormalizedSchema } from "@smithy/core/schema";

/** One of the two query protocols: how parameters are spelt, and the envelope of answers. */
export interface Protocol {
  readonly name: "ec2" | "elbv2";
  readonly version: string;
  readonly namespace: string;
  /** ec2Query writes lists as `Name.1`, awsQuery as `Name.member.1`. */
  readonly flatLists: boolean;
  readonly schemas: Record<string, unknown>;
}

export const protocols: readonly Protocol[] = [
  {
    name: "ec2",
    version: "2016-11-15",
    namespace: "http://ec2.amazonaws.com/doc/2016-11-15/",
    flatLists: true,
    schemas: ec2 as Record<string, unknown>,
  },
  {
    name: "elbv2",
    version: "2015-12-01",
    namespace: "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/",
    flatLists: false,
    schemas: elbv2 as Record<string, unknown>,
  },
];

export interface Operation {
  input: NormalizedSchema;
  output: NormalizedSchema;
  /** Names of the input's members that must be given. */
  required: readonly string[];
}

type SchemaRef = Parameters<typeof NormalizedSchema.of>[0];

/** The schema may be behind a function: the SDK defers it to break cycles. */
const dereference = (ref: unknown): NormalizedSchema =>
  NormalizedSchema.of((typeof ref === "function" ? (ref as () => unknown)() : ref) as SchemaRef);

/**
 * Members of a structure that must be given. The SDK's static schema lists them first and says how many they are:
 * `[3, namespace, name, traits, memberNames, memberSchemas, requiredCount]`.
 */
export const requiredMembers = (schema: NormalizedSchema): readonly string[] => {
  const raw = schema.getSchema() as unknown;
  if (!Array.isArray(raw)) return [];
  const names = raw[4] as string[] | undefined;
  return names?.slice(0, (raw[6] as number | undefined) ?? 0) ?? [];
};

/** The operation's shapes, or undefined when the service has no such action. */
export const operationOf = (protocol: Protocol, action: string): Operation | undefined => {
  const raw = /^[A-Z][A-Za-z0-9]+$/.test(action) ? protocol.schemas[`${action}$`] : undefined;
  // Structures are exported under the same kind of name; 9 marks an operation.
  if (!Array.isArray(raw) || raw[0] !== 9) return undefined;
  const input = dereference(raw[4]);
  return { input, output: dereference(raw[5]), required: requiredMembers(input) };
};
