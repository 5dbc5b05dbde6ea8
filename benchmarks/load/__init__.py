"""What a web process bears over real sockets: requests a second, latency, CPU and statements of each kind."""
