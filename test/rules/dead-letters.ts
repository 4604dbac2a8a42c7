import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";

interface Resource {
  Type: string;
  Properties: Record<string, unknown>;
}

const root = join(import.meta.dirname, "../..");

/** Holds the queue of what nobody could handle to what it is for. @param template of the stack of the events */
export const deadLettersAreKept = (resources: readonly (readonly [string, Resource])[], template: unknown): void => {
  const ofType = (type: string) => resources.filter(([, { Type }]) => Type === type);
  const [[queue = "", { Properties: made } = { Properties: {} }] = []] = ofType("AWS::SQS::Queue");
  const arn = { "Fn::GetAtt": [queue, "Arn"] };

  test("is kept in one queue, encrypted, reached by TLS only, as long as SQS keeps anything", () => {
    expect(ofType("AWS::SQS::Queue")).toHaveLength(1);
    expect(made).toMatchObject({ SqsManagedSseEnabled: true, MessageRetentionPeriod: 14 * 24 * 3600 });
    const statements = ofType("AWS::SQS::QueuePolicy").flatMap(
      ([, { Properties }]) => (Properties["PolicyDocument"] as { Statement: Record<string, unknown>[] }).Statement,
    );
    expect(statements.filter(({ Effect }) => Effect === "Deny")).toMatchObject([
      { Action: "sqs:*", Principal: { AWS: "*" }, Condition: { Bool: { "aws:SecureTransport": "false" } } },
    ]);
    const rules = ofType("AWS::Events::Rule").map(([id]) => id);
    const allowed = statements.filter(({ Effect }) => Effect === "Allow");
    // One a rule of EC2's events.
    expect(allowed).toHaveLength(3);
    for (const statement of allowed) {
      expect(statement).toMatchObject({ Action: "sqs:SendMessage", Principal: { Service: "events.amazonaws.com" } });
      const { ArnEquals } = statement["Condition"] as { ArnEquals: { "aws:SourceArn": { "Fn::GetAtt": string[] } } };
      expect(rules).toContain(ArnEquals["aws:SourceArn"]["Fn::GetAtt"][0]);
    }
  });

  test("EC2's events are kept when they cannot be handed over; what a clock begins comes again", () => {
    const kept = ofType("AWS::Events::Rule").map(([, { Properties }]) => {
      const { source: [source] = ["clock"] } = (Properties["EventPattern"] ?? {}) as { source?: string[] };
      const [target] = Properties["Targets"] as { DeadLetterConfig?: object }[];
      return { source, to: target?.DeadLetterConfig };
    });
    expect(kept.filter(({ source }) => source === "aws.ec2")).toHaveLength(3);
    for (const { source, to } of kept)
      expect({ source, to }).toEqual({ source, to: source === "aws.ec2" ? { Arn: arn } : undefined });
  });

  test("the functions that take it keep it too, with no right of the queue's but to send, and nobody else has that", () => {
    const failing = { DestinationConfig: { OnFailure: { Destination: arn } } };
    expect(ofType("AWS::Lambda::EventInvokeConfig").map(([, { Properties }]) => Properties)).toMatchObject([
      { ...failing, MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 2 },
    ]);
    expect(ofType("AWS::Lambda::EventSourceMapping").map(([, { Properties }]) => Properties)).toMatchObject([failing]);
    const sending = ofType("AWS::IAM::Role").flatMap(([id, { Properties }]) => {
      const policies = (Properties["Policies"] ?? []) as {
        PolicyDocument: { Statement: { Action: string | string[]; Resource: unknown }[] };
      }[];
      const of = policies
        .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
        .filter(({ Action }) => String(Action).includes("sqs:"));
      return of.map(({ Action, Resource }) => ({ who: id.replace(/Role.*$/, ""), Action, Resource }));
    });
    expect(sending).toEqual(
      ["MachineChanged", "StartPendingOperations"].map((who) => ({ who, Action: "sqs:SendMessage", Resource: arn })),
    );
    expect(
      ofType("AWS::IAM::Policy").filter(([, { Properties }]) => JSON.stringify(Properties).includes("sqs:")),
    ).toEqual([]);
  });

  test("the stack says what a redrive needs to know", () => {
    const { Outputs = {} } = template as { Outputs?: object };
    const asked = [...readFileSync(join(root, "stacks/redrive.ts"), "utf8").matchAll(/output\("(\w+)"\)/g)].map(
      ([, key]) => key,
    );
    expect(asked).toHaveLength(3);
    expect(Object.keys(Outputs)).toEqual(expect.arrayContaining(asked));
  });
};
