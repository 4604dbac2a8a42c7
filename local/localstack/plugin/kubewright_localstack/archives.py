"""Where a function's code lies is told with each GetFunction; LocalStack's own code makes a new S3 client for each, which takes longer than all else."""

from functools import cache


def sign_with_one_client() -> None:
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
