import { join } from "node:path";
import { cacheFolder, root } from "#local/folders.ts";
import { installLocalStack } from "#local/localstack/install.ts";
import { type Service, startService } from "#local/service.ts";

declare global {
  var serviceUnderTest: Service | undefined;
}

/**
 * Before all tests of the projects "local" and "console", once for both: the whole service with simulated machines, and where it answers
 * in the environment.
 */
export default async (): Promise<void> => {
  if (globalThis.serviceUnderTest) return;
  const say = (line: string) => process.stderr.write(`${line}\n`);
  if (!process.env["AWS_ENDPOINT_URL"]) await installLocalStack({ cacheDir: cacheFolder(), say });
  const started = await startService({
    machines: "simulated",
    stateDir: join(root, ".kubewright/test/service"),
    region: { bootSeconds: 0 },
    say,
  });
  globalThis.serviceUnderTest = started;
  const { apiUrl, issuerUrl, regionUrl, localstackUrl, consoleUrl, stateDir } = started;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: localstackUrl,
    AWS_ENDPOINT_URL_EC2: regionUrl,
    AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2: regionUrl,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    // The name is that of test/service.ts, which cannot be loaded before this is set.
    KUBEWRIGHT_SERVICE_UNDER_TEST: JSON.stringify({
      apiUrl,
      issuerUrl,
      regionUrl,
      localstackUrl,
      consoleUrl,
      stateDir,
    }),
  });
};
