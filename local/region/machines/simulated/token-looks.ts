import { GetParametersCommand, type SSMClient } from "@aws-sdk/client-ssm";

/** As many as Parameter Store takes in a call. */
const namesAtOnce = 10;

/**
 * Looks for parameters on behalf of all machines of the region, one call at a time: hundreds that boot at once are no more load than a few.
 * @returns a look for one of them: its value, or undefined where there is none yet
 */
export const tokenLooks = (ssm: Pick<SSMClient, "send">): ((name: string) => Promise<string | undefined>) => {
  const waiting: { name: string; resolve(value: string | undefined): void }[] = [];
  let asking = false;

  const askAll = async (): Promise<void> => {
    asking = true;
    while (waiting.length > 0) {
      const some = waiting.splice(0, namesAtOnce);
      const order = { Names: [...new Set(some.map(({ name }) => name))], WithDecryption: true };
      const found = await ssm.send(new GetParametersCommand(order)).then(
        ({ Parameters = [] }) => new Map(Parameters.map(({ Name, Value }) => [Name, Value])),
        () => new Map<string, string>(),
      );
      for (const { name, resolve } of some) resolve(found.get(name));
    }
    asking = false;
  };

  return (name) =>
    new Promise((resolve) => {
      waiting.push({ name, resolve });
      if (!asking) void askAll();
    });
};
