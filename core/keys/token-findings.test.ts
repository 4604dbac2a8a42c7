import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "@jest/globals";
import type { KubernetesObject } from "#core/ports/cloud.ts";
import { keyIdOf, tokenFindings } from "./token-findings.ts";

const newKey = (): string =>
  generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey.export({ type: "spki", format: "pem" }).toString();
const [old, now] = [newKey(), newKey()];

const base64 = (text: string): string => Buffer.from(text).toString("base64");
const tokenOf = (kid: string): string =>
  `${Buffer.from(JSON.stringify({ alg: "ES256", kid })).toString("base64url")}.e30.signature`;
const secret = (name: string, token: string, type = "kubernetes.io/service-account-token"): KubernetesObject => ({
  ...{ apiVersion: "v1", kind: "Secret", type, metadata: { name, namespace: "default" } },
  data: { token: base64(token) },
});

test("tokens in Secrets that the new key has not signed are named, and no other Secret is", () => {
  const found = tokenFindings(
    [
      ...[secret("robot", tokenOf(keyIdOf(old))), secret("renewed", tokenOf(keyIdOf(now)))],
      ...[secret("spoilt", "no token"), secret("other", tokenOf(keyIdOf(old)), "Opaque")],
    ],
    // The first is the one that signs.
    `${now}${old}`,
  );
  expect(found.map(({ message }) => /Secret (\S+)/.exec(message)?.[1])).toEqual(["default/robot", "default/spoilt"]);
  expect(found).toContainEqual(
    expect.objectContaining({ check: "service-account-tokens", severity: "blocking", forcible: true }),
  );
});

test("a cluster without such Secrets has none, whatever its key is", () => {
  expect(tokenFindings([secret("other", "x", "Opaque")], "no key")).toEqual([]);
});
