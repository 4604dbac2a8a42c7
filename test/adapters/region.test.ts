import { describe, jest } from "@jest/globals";
import { estateContract } from "#adapters/estate.contract.ts";
import { loadBalancersContract } from "#adapters/load-balancers.contract.ts";
import { machinesContract } from "#adapters/machines.contract.ts";
import { networkContract } from "#adapters/network.contract.ts";
import { sweepContract } from "#adapters/sweep.contract.ts";
import { kubernetesVersions } from "#contract/catalog.ts";
import { cloud, newCluster } from "./cloud-under-test.ts";

jest.setTimeout(60_000);

describe("network on EC2", () => networkContract(() => cloud.network, newCluster));
describe("machines on EC2", () => machinesContract(() => cloud, newCluster, kubernetesVersions[0]));
describe("load balancers on ELBv2", () => loadBalancersContract(() => cloud, newCluster));
describe("the estate on EC2 and ELBv2", () =>
  estateContract(() => ({ ...cloud, boot: async () => {} }), newCluster, kubernetesVersions[0]));
describe("sweep", () => sweepContract(() => cloud, newCluster));
