"""LocalStack 4.8.1 on a computer without containers: Lambda functions as processes, every socket on loopback.

The folder above is put on PYTHONPATH; its dist-info makes LocalStack find the plug-ins.
"""
