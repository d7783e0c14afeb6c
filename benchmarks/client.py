"""A client that keeps its connection, as a program or a browser does, and costs little itself."""

import http.client
import json
from typing import Any


class Client:
    """Requests to 127.0.0.1 with fixed headers; anything but success is an error of the benchmark."""

    def __init__(self, port: int, headers: dict[str, str]) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.headers = headers

    def send(self, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
        self.connection.request(method, path, body=body, headers={**self.headers, **headers})
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status >= 300:
            raise RuntimeError(f"{method} {path} answered {answer.status}: {content[:600]!r}")
        return answer, content

    def post(self, path: str, body: Any = None) -> Any:
        """A call of the API."""
        _answer, content = self.send("POST", f"/api/v1{path}", json.dumps(body or {}).encode(), **{"Content-Type": "application/json"})
        return json.loads(content) if content else None

    def read(self, path: str) -> Any:
        """A read of the API."""
        return json.loads(self.send("GET", f"/api/v1{path}")[1])

    def page(self, path: str) -> bytes:
        """A page or a file."""
        return self.send("GET", path)[1]

    def upload(self, path: str, name: str, data: bytes) -> Any:
        """A file for the API."""
        edge = "benchmark-edge"
        head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: application/xml\r\n\r\n'
        body = head.encode() + data + f"\r\n--{edge}--\r\n".encode()
        return json.loads(self.send("POST", f"/api/v1{path}", body, **{"Content-Type": f"multipart/form-data; boundary={edge}"})[1])

    def close(self) -> None:
        self.connection.close()
