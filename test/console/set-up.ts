import { ensureChromium } from "#local/chromium.ts";
import setUpService from "../set-up-service.ts";

/** Once before all tests of the project "console": Chromium, and the whole service with simulated machines. */
export default async (): Promise<void> => {
  process.env["KUBEWRIGHT_CHROMIUM"] = await ensureChromium((line) => process.stderr.write(`${line}\n`));
  await setUpService();
};
