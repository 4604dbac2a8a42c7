"""S3's objects go by the region's clock, which may be ahead of the computer's (local/region/clock.ts)."""

import os
from datetime import timedelta

CLOCK = os.environ.get("KUBEWRIGHT_CLOCK")


def go_by_the_regions_clock() -> None:
    if CLOCK is None:
        return
    from localstack.services.s3.models import S3Object

    usual = S3Object.__init__

    def made(self, *args, **kwargs):
        usual(self, *args, **kwargs)
        with open(CLOCK) as file:
            self.last_modified += timedelta(milliseconds=int(file.read()))

    S3Object.__init__ = made
