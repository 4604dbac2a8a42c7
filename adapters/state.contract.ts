import { describe } from "@jest/globals";
import type { State } from "#core/ports/state.ts";
import { beginningContract } from "./state-beginning.contract.ts";
import { cancelContract } from "./state-cancel.contract.ts";
import { eventContract } from "./state-events.contract.ts";
import { nodeGroupContract } from "./state-node-groups.contract.ts";
import { pauseContract } from "./state-pause.contract.ts";
import { quotaContract } from "./state-quotas.contract.ts";
import { readingContract } from "./state-reading.contract.ts";
import { stageContract } from "./state-stages.contract.ts";

/** What every implementation of State promises. */
export const stateContract = (state: () => State): void => {
  describe("requests and operations begin", () => beginningContract(state));
  describe("stages write", () => stageContract(state));
  describe("node groups", () => nodeGroupContract(state));
  describe("operations are cancelled", () => cancelContract(state));
  describe("operations are paused", () => pauseContract(state));
  describe("quotas", () => quotaContract(state));
  describe("events", () => eventContract(state));
  describe("reading", () => readingContract(state));
};
