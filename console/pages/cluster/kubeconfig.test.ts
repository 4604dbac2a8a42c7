import { expect, test } from "@jest/globals";
import { kubeconfig as fileOfCli } from "#cli/cluster/kubeconfig-file.ts";
import { kubeconfig } from "./kubeconfig.ts";

test("the file is the one that the command line writes with keys in it", () => {
  const credentials = {
    endpoint: "https://kw.example.com:6443",
    ...{ certificateAuthority: "-----CA-----\n", clientCertificate: "-----CERT-----\n", clientKey: "-----KEY-----\n" },
    ...{ groups: [], expiresAt: "2026-01-01T01:00:00.000Z" },
  };
  expect(JSON.parse(kubeconfig("web", credentials))).toEqual(fileOfCli("web", credentials, undefined));
});
