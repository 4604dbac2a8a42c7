import { expect, test } from "@jest/globals";
import { audienceHeader, decodeAwsToken } from "#contract/aws-token.ts";
import { whyNoAwsToken } from "#functions/aws-identity.ts";
import { kubewright } from "./testing/command-line.ts";
import { standIn } from "./testing/stand-in.ts";

/** The SDK reads credentials from this process's environment. */
const withKeys = async <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
  const before = { ...process.env };
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
    AWS_SECRET_ACCESS_KEY: "the-secret-key",
    AWS_SESSION_TOKEN: "a/session+token==",
  });
  try {
    return await work();
  } finally {
    process.env = before;
  }
};

test("with --auth sigv4 the bearer token is a call that the service takes, and no other token is asked for", async () => {
  const service = await standIn(() => ({ status: 200, body: { items: [] } }));
  try {
    const env = { KUBEWRIGHT_API_URL: service.url, AWS_REGION: "eu-west-1", KUBEWRIGHT_TOKEN: "not this one" };
    expect(await withKeys(() => kubewright(["cluster", "list", "--auth", "sigv4"], { env }))).toMatchObject({
      code: 0,
    });
    const token = service.seen[0]?.headers.authorization?.replace("Bearer ", "") ?? "";
    expect(token).toMatch(/^aws-sts-v1\.[\w-]+$/);
    const query = decodeAwsToken(token) ?? new URLSearchParams();
    expect(whyNoAwsToken(query, { region: "eu-west-1", now: Date.now() })).toBeUndefined();
    expect(query.get("X-Amz-Security-Token")).toBe("a/session+token==");
    expect(query.get("X-Amz-SignedHeaders")).toBe(`host;${audienceHeader}`);
    expect(decodeURIComponent(token)).not.toContain("the-secret-key");
  } finally {
    await service.close();
  }
});

test("without a region it says what is missing", async () => {
  const env = { KUBEWRIGHT_API_URL: "http://127.0.0.1:9/v1" };
  const { code, err } = await kubewright(["cluster", "list", "--auth", "sigv4"], { env });
  expect([code, err]).toEqual([2, expect.stringContaining("set AWS_REGION")]);
});
