import { expect, test } from "@jest/globals";
import { machineFacts, machineTypes } from "#contract/machine-types.ts";
import { instanceTypes } from "./instance-types.ts";

test.each(machineTypes)("%s is here what the catalog says of it", (id) => {
  const told = machineFacts(id);
  const here = instanceTypes.get(id);
  expect(here).toMatchObject({
    vcpus: told.vcpus,
    memoryMiB: told.memoryMiB,
    architecture: told.architecture,
    burstable: told.category === "burstable",
    quota: told.category === "gpu" ? "gpu" : "standard",
  });
  const gpu = here?.gpu && { ...here.gpu, name: `NVIDIA ${here.gpu.name}` };
  expect({ gpu, localDiskGB: here?.instanceStorageGB }).toEqual({ gpu: told.gpu, localDiskGB: told.localDiskGB });
});
