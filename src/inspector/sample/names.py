"""A name server on loopback that knows the mail domains of the sample's units."""

from __future__ import annotations

import socket
import threading

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset

_MAIL = {"mail.qinghe.gov.cn.": "10 mx1.qinghe.gov.cn.", "163.com.": "10 mx.163.com.", "bounce.qinghe.gov.cn.": "0 ."}
"""Mail exchanges by domain; "0 ." is a null MX (RFC 7505). Every other name does not exist."""


class NameServer:
    """Answers DNS questions over UDP in a thread until closed; `address` is `127.0.0.1:PORT`."""

    def __init__(self) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self._socket.settimeout(0.2)
        self.address = f"127.0.0.1:{self._socket.getsockname()[1]}"
        self._open = True
        self._thread = threading.Thread(target=self._serve, name="sample names", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop answering."""
        self._open = False
        self._thread.join()
        self._socket.close()

    def _serve(self) -> None:
        while self._open:
            try:
                wire, sender = self._socket.recvfrom(4096)
            except TimeoutError:
                continue
            self._socket.sendto(answer(dns.message.from_wire(wire)).to_wire(), sender)


def answer(question: dns.message.Message) -> dns.message.Message:
    """What the sample's name system says to `question`."""
    reply = dns.message.make_response(question)
    reply.flags |= dns.flags.AA
    asked = question.question[0]
    name = asked.name.to_text().lower()
    if name not in _MAIL:
        reply.set_rcode(dns.rcode.NXDOMAIN)
    elif asked.rdtype == dns.rdatatype.MX:
        reply.answer.append(dns.rrset.from_text(asked.name, 60, "IN", "MX", _MAIL[name]))
    return reply
