import http from "node:http";

const iam = "https://iam.amazonaws.com/doc/2010-05-08/";
const sts = "https://sts.amazonaws.com/doc/2011-06-15/";
const date = "2026-01-01T00:00:00Z";

/** What EC2 itself asks IAM and STS for a machine's credentials, in their own words. */
const answers: Record<string, () => string> = {
  GetInstanceProfile: () =>
    `<GetInstanceProfileResponse xmlns="${iam}"><GetInstanceProfileResult><InstanceProfile><Path>/</Path><InstanceProfileName>machine-profile</InstanceProfileName><InstanceProfileId>AIPA</InstanceProfileId><Arn>arn:aws:iam::000000000000:instance-profile/machine-profile</Arn><CreateDate>${date}</CreateDate><Roles><member><Path>/</Path><RoleName>machine-role</RoleName><RoleId>AROA</RoleId><Arn>arn:aws:iam::000000000000:role/machine-role</Arn><CreateDate>${date}</CreateDate></member></Roles></InstanceProfile></GetInstanceProfileResult></GetInstanceProfileResponse>`,
  AssumeRole: () =>
    `<AssumeRoleResponse xmlns="${sts}"><AssumeRoleResult><Credentials><AccessKeyId>ASIAMACHINE</AccessKeyId><SecretAccessKey>a/secret+of=machines</SecretAccessKey><SessionToken>a-session-token</SessionToken><Expiration>${new Date(Date.now() + 3_600_000).toISOString()}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
};

/** The AWS endpoint of a driver under test. @param heard told of every other call, such as `POST /` */
export const standInForAws = (heard: (call: string) => void): http.Server =>
  http.createServer(async (request, response) => {
    let body = "";
    for await (const part of request.setEncoding("utf8")) body += part;
    const answer = answers[new URLSearchParams(body).get("Action") ?? ""];
    if (answer) return void response.writeHead(200, { "content-type": "text/xml" }).end(answer());
    heard(`${request.method} ${request.url}`);
    response.end("from aws");
  });
