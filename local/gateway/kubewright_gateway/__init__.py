"""Authorizers and gateway responses for LocalStack's REST APIs, as on AWS.

LocalStack 4.8.1 records Lambda authorizers but never asks them, ignores the templates of gateway responses, and its CloudFormation
does not know AWS::ApiGateway::Authorizer. The folder above is put on PYTHONPATH; its dist-info makes LocalStack find the plug-ins.
"""
