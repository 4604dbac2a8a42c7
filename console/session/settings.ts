import * as z from "zod";

/** `/config.json`: what differs from one deployment to the next. Nothing in it is secret. */
const Settings = z.object({
  /** Below it lies `/.well-known/openid-configuration`. */
  issuer: z.url(),
  clientId: z.string().min(1),
  scope: z.string().default("openid"),
  /** Which of the issuer's tokens the API takes: the one whose `aud` is the service's audience. */
  token: z.enum(["access_token", "id_token"]).default("access_token"),
});
export type Settings = z.infer<typeof Settings>;

/** @throws Error when there are none, or they make no sense */
export const readSettings = async (): Promise<Settings> => {
  const answer = await fetch("/config.json", { signal: AbortSignal.timeout(10_000) });
  if (!answer.ok) throw new Error(`/config.json: ${answer.status}`);
  return Settings.parse(await answer.json());
};
