"""The gateway listens where GATEWAY_LISTEN says; LocalStack's own code takes the port of it and binds to all addresses."""

from localstack import config


def listen_on_given_host() -> None:
    from localstack.runtime.server import twisted as server

    original = server.endpoints
    hosts = {listen.port: listen.host for listen in config.GATEWAY_LISTEN}

    class Endpoints:
        TCP6ServerEndpoint = original.TCP6ServerEndpoint

        @staticmethod
        def TCP4ServerEndpoint(reactor, port):
            return original.TCP4ServerEndpoint(reactor, port, interface=hosts[port])

    server.endpoints = Endpoints
