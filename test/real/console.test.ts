import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Browser } from "playwright-core";
import { kubernetesVersions } from "#contract/catalog.ts";
import { ensureChromium } from "#local/chromium.ts";
import { cacheFolder, stateFolder } from "#local/folders.ts";
import { ensureImage } from "#local/kubernetes/image.ts";
import { installLocalStack } from "#local/localstack/install.ts";
import { type Service, startService } from "#local/service.ts";
import { button, stateOf, tab } from "#test/console/places.ts";
import { open, signIn, type Visit, visit } from "#test/console/visit.ts";

const [version] = kubernetesVersions;
let imageDir: string;
let service: Service;
let browser: Browser;
let visitor: Visit;

const say = (line: string): void => void process.stderr.write(`${line}\n`);

beforeAll(async () => {
  const cacheDir = cacheFolder();
  process.env["KUBEWRIGHT_CHROMIUM"] = await ensureChromium(say);
  await installLocalStack({ cacheDir });
  await ensureImage(version, { cacheDir });
  imageDir = join(cacheDir, "images");
  service = await startService({
    machines: "sandbox",
    stateDir: join(stateFolder(), "test-real"),
    region: { images: [version], imageDir },
  });
  browser = await open();
  visitor = await visit(browser);
}, 2_400_000);

afterAll(async () => {
  await browser.close();
  await service.stop();
}, 120_000);

test("a name and a button make a cluster of real machines, and its kubeconfig is for kubectl", async () => {
  const { page } = visitor;
  await signIn(page, service.consoleUrl, { tenant: "real" });
  await page.getByLabel("Name").fill("clicked");
  await button(page, "Create cluster").click();
  await stateOf(page, "Running").waitFor({ timeout: 280_000 });
  const workers = button(page, /default.*Ready/);
  await workers.nth(2).waitFor();
  expect(await button(page, /control plane.*Ready/).count()).toBe(3);
  await workers.first().click();
  // What its kubelet has measured.
  await page.getByText(/\d of \d+\.\d cores, .* GiB/).waitFor();
  await tab(page, "Access").click();
  const file = page.waitForEvent("download");
  await button(page, "Download kubeconfig").click();
  const kubectl = join(imageDir, version, "root/usr/local/bin/kubectl");
  const nodes = execFileSync(kubectl, ["--kubeconfig", await (await file).path(), "get", "nodes", "--no-headers"], {
    encoding: "utf8",
  });
  expect(nodes.split("\n").filter((line) => / Ready /.test(line))).toHaveLength(6);
}, 400_000);

test("its name, typed, takes it away again", async () => {
  const { page, complaints } = visitor;
  await button(page, "Delete").click();
  await page.getByLabel("Type clicked to go on").fill("clicked");
  await button(page, "Delete cluster").click();
  await page.getByText("Nothing is left").waitFor({ timeout: 180_000 });
  expect(complaints).toEqual([]);
}, 240_000);
