/** Where the account is, for building ARNs. */
export interface Place {
  partition: string;
  region: string;
  accountId: string;
}

/** @param arn any ARN of the account, such as a role's */
export const placeOf = (arn: string, region: string): Place => {
  const [, partition = "aws", , , accountId = ""] = arn.split(":");
  return { partition, region, accountId };
};

/** EC2 machines may take the role on. */
export const trustPolicy = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
};

/** Of its own cluster. @param keys one key, or a pattern of keys */
interface SnapshotFiles {
  bucket: string;
  keys: string;
  mayWrite: boolean;
}

/** Those that it may overwrite stay as older versions. */
const backupStatements = ({ partition, region, accountId }: Place, { bucket, keys, mayWrite }: SnapshotFiles) => [
  {
    Sid: "OwnSnapshots",
    Effect: "Allow",
    Action: [...(mayWrite ? ["s3:PutObject"] : []), "s3:GetObject"],
    Resource: `arn:${partition}:s3:::${bucket}/${keys}`,
  },
  {
    Sid: "DecryptSnapshots",
    Effect: "Allow",
    Action: [...(mayWrite ? ["kms:GenerateDataKey"] : []), "kms:Decrypt"],
    Resource: `arn:${partition}:kms:${region}:${accountId}:key/*`,
    Condition: { StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` } },
  },
];

/**
 * What a cluster's machine may do in AWS: read the one secret of its role, read the one parameter that is meant for it, and
 * answer for the task whose token it finds there.
 */
export const machinePolicy = (
  { partition, region, accountId }: Place,
  {
    secretName,
    reportPrefix,
    instanceTag,
    backups,
  }: {
    secretName: string;
    reportPrefix: string;
    instanceTag: string;
    backups?: SnapshotFiles;
  },
) => {
  const parameters = `arn:${partition}:ssm:${region}:${accountId}:parameter${reportPrefix}/*`;
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "ReadOwnSecret",
        Effect: "Allow",
        Action: "secretsmanager:GetSecretValue",
        // Secrets Manager adds six characters of its own choice to the name.
        Resource: `arn:${partition}:secretsmanager:${region}:${accountId}:secret:${secretName}-??????`,
      },
      {
        Sid: "ReadOwnTaskToken",
        Effect: "Allow",
        Action: "ssm:GetParameter",
        Resource: parameters,
        // All machines of a role have the same policy: only the tag keeps one from another's token.
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable, filled in by IAM
        Condition: { StringEquals: { [`aws:ResourceTag/${instanceTag}`]: "${ec2:SourceInstanceARN}" } },
      },
      {
        Sid: "DecryptTaskToken",
        Effect: "Allow",
        Action: "kms:Decrypt",
        Resource: `arn:${partition}:kms:${region}:${accountId}:key/*`,
        Condition: {
          StringEquals: { "kms:ViaService": `ssm.${region}.amazonaws.com` },
          StringLike: { "kms:EncryptionContext:PARAMETER_ARN": parameters },
        },
      },
      {
        Sid: "AnswerTask",
        Effect: "Allow",
        Action: ["states:SendTaskHeartbeat", "states:SendTaskSuccess", "states:SendTaskFailure"],
        // The calls name no resource, only the token; who does not hold the token can do nothing with them.
        Resource: "*",
      },
      ...(backups ? backupStatements({ partition, region, accountId }, backups) : []),
    ],
  };
};
