import { GetInstanceProfileCommand, IAMClient } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import type { GivenCredentials, RoleCredentials } from "./given-credentials.ts";

/** The same set is given out until this long before its end, so that none ends in a caller's hands. */
const spareMilliseconds = 5 * 60_000;

/**
 * Credentials of instance profiles' roles, from STS as EC2 has them.
 * @param endpoint where IAM and STS answer
 */
export const roleCredentials = (endpoint: string, region: string, given: GivenCredentials) => {
  const settings = { endpoint, region, credentials: { accessKeyId: "test", secretAccessKey: "test" } };
  const iam = new IAMClient(settings);
  const sts = new STSClient(settings);

  const assume = async (instanceId: string, profileArn: string): Promise<RoleCredentials | undefined> => {
    const name = profileArn.split("/").at(-1);
    const { InstanceProfile } = await iam.send(new GetInstanceProfileCommand({ InstanceProfileName: name }));
    const role = InstanceProfile?.Roles?.[0];
    if (!role?.RoleName) return undefined;
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({ RoleArn: role.Arn, RoleSessionName: instanceId, DurationSeconds: 3600 }),
    );
    if (!Credentials?.AccessKeyId) throw new Error(`no credentials of role ${role.RoleName}`);
    return {
      role: role.RoleName,
      updated: new Date().toISOString(),
      credentials: {
        accessKeyId: Credentials.AccessKeyId,
        secretAccessKey: Credentials.SecretAccessKey ?? "",
        sessionToken: Credentials.SessionToken ?? "",
        expiration: (Credentials.Expiration ?? new Date(Date.now() + 3_600_000)).toISOString(),
      },
    };
  };

  return {
    /** @returns undefined when the profile has no role */
    async of(instanceId: string, profileArn: string): Promise<RoleCredentials | undefined> {
      const known = given.newestOf(instanceId);
      if (known && Date.parse(known.credentials.expiration) - Date.now() > spareMilliseconds) return known;
      const fresh = await assume(instanceId, profileArn);
      if (fresh) given.add(instanceId, fresh);
      return fresh;
    },
    close(): void {
      iam.destroy();
      sts.destroy();
    },
  };
};
