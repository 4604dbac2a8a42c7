import { undoAwaitMachines } from "./await-machine.ts";
import { undoLaunchDrill } from "./launch-drill.ts";
import { undoPrepareDrill } from "./prepare-drill.ts";
import type { Stage } from "./stage.ts";

/** All that the drill has made goes, as when it fails: should it not go now, the undos try again. @throws NotYet until it has */
export const removeDrill: Stage = async (input, ports) => {
  await undoAwaitMachines(input, ports);
  await undoLaunchDrill(input, ports);
  await undoPrepareDrill(input, ports);
};
