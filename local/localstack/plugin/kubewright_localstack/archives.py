"""What lies in S3, a function's code among it: where it is kept, and how it is signed for."""

import tempfile
from functools import cache


def keep_apart() -> None:
    """LocalStack's own folder is the same for all of a computer, and one that deletes a bucket would take it from the others."""
    from localstack.services.s3 import provider

    provider.DEFAULT_S3_TMP_DIR = tempfile.mkdtemp(prefix="s3-")


def sign_with_one_client() -> None:
    """GetFunction tells where the code lies; LocalStack's own code makes a new S3 client for each, which takes longer than all else."""
    from localstack.services.lambda_.invocation import lambda_models

    class Boto3:
        """What the module uses of boto3."""

        @staticmethod
        def client(service: str, **settings: str):
            return _client(service, tuple(sorted(settings.items())))

    lambda_models.boto3 = Boto3


@cache
def _client(service: str, settings: tuple):
    import boto3

    return boto3.client(service, **dict(settings))
