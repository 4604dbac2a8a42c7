import type { BootReport, BootReports } from "#core/ports/cloud.ts";
import type { World } from "./world.ts";

/** @param answers where the answers of machines end up, by task token: Step Functions' part, in the hands of the test */
export const fakeBootReports = (world: World, answers: Map<string, BootReport>): BootReports => {
  const prefix = (clusterId: string): string => `/fake/${clusterId}/boot`;
  return {
    prefix,
    async expect(clusterId, instanceId, taskToken) {
      const id = `${prefix(clusterId)}/${instanceId}`;
      const there = world.get("parameters", id);
      if (there) there.taskToken = taskToken;
      else world.add("parameters", clusterId, { instanceId, taskToken }, id);
    },
    async answer(taskToken, report) {
      if (world.all("parameters").some((parameter) => parameter.taskToken === taskToken))
        answers.set(taskToken, structuredClone(report));
    },
    async remove(clusterId) {
      world.drop("parameters", world.of("parameters", clusterId));
    },
  };
};
