import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateVolumeCommand } from "@aws-sdk/client-ec2";
import { afterAll, expect, test } from "@jest/globals";
import { serviceClock } from "#adapters/service-clock.ts";
import { run } from "#test/run-program.ts";
import { movableTime } from "./clock.ts";
import { startTestRegion } from "./testing/start.ts";

const folder = mkdtempSync(join(tmpdir(), "clock-"));
afterAll(() => rmSync(folder, { recursive: true }));

const day = 86_400;

/** What a function of the service takes for now. */
const nowOfFunctions = async (file: string): Promise<number> => {
  const program = `import("#adapters/service-clock.ts").then(({ serviceClock }) => console.log(serviceClock.now()))`;
  const { out, err } = await run(process.execPath, ["--input-type=module", "--eval", program], {
    env: { KUBEWRIGHT_CLOCK: file },
  });
  expect(err).toBe("");
  return Date.parse(out.trim());
};

test("time that is moved is the region's and the functions', goes forward only, and outlives the process", async () => {
  const file = join(folder, "clock");
  const place = await startTestRegion({ clock: movableTime(file) });
  try {
    const before = Date.now();
    expect(await place.control("POST", "clock", { forwardSeconds: 40 * day })).toMatchObject({
      status: 200,
      body: { aheadSeconds: 40 * day, movable: true },
    });
    const { CreateTime } = await place.ec2.send(new CreateVolumeCommand({ AvailabilityZone: "us-east-1a", Size: 1 }));
    const ahead = 40 * day * 1000;
    expect(CreateTime?.getTime()).toBeGreaterThanOrEqual(before + ahead - 1000);
    expect(await nowOfFunctions(file)).toBeGreaterThanOrEqual(before + ahead);

    for (const order of [{ forwardSeconds: -1 }, { forwardSeconds: "1" }, {}, { forwardSeconds: 1, back: true }])
      expect(await place.control("POST", "clock", order)).toMatchObject({ status: 400 });
    await place.control("POST", "clock", { forwardSeconds: 0.5 });
    expect(readFileSync(file, "utf8")).toBe(String(ahead + 500));
    expect(movableTime(file).ahead()).toBe(ahead + 500);
  } finally {
    await place.close();
  }
});

test("where nobody can move it, it is the computer's", async () => {
  const place = await startTestRegion();
  try {
    expect(await place.control("POST", "clock", { forwardSeconds: day })).toMatchObject({ status: 409 });
    expect((await place.control("GET", "clock")).body).toMatchObject({ aheadSeconds: 0, movable: false });
    expect(Math.abs(Date.parse(serviceClock.now()) - Date.now())).toBeLessThan(1000);
  } finally {
    await place.close();
  }
});
