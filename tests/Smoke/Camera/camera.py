"""An RTSP camera: streams /footage/vtest.mp4 (H.264, 768x576, 10 frames/s) in real time, over TCP and UDP.

rtsp://HOST:8554/street    open
rtsp://HOST:8554/newer     open, in H.265
rtsp://HOST:8555/street    wants user "viewer" with the password from CAMERA_PASSWORD
camera.py FILE streams another file on the open port only, which is a free one of 127.0.0.1 then, and told.
Every client gets the footage from its start; at its end the stream ends, as when a camera restarts.
"""
import os
import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402

PIPELINE = "( filesrc location=%s ! qtdemux ! %s name=pay0 pt=96 config-interval=1 )"
FOOTAGE = {
    "/street": PIPELINE % ("/footage/vtest.mp4", "rtph264pay"),
    "/newer": PIPELINE % ("/footage/vtest-h265.mp4", "h265parse ! rtph265pay"),
}
ROLE = "viewer"


def factory(pipeline, guarded):
    made = GstRtspServer.RTSPMediaFactory()
    made.set_launch(pipeline)
    if guarded:
        permissions = GstRtspServer.RTSPPermissions()
        for permission in ("media.factory.access", "media.factory.construct"):
            permissions.add_permission_for_role(ROLE, permission, True)
        made.set_permissions(permissions)
    return made


def serve(port, password=None, streams=FOOTAGE, address="0.0.0.0"):
    server = GstRtspServer.RTSPServer()
    server.set_address(address)
    server.set_service(port)
    if password:
        token = GstRtspServer.RTSPToken()
        token.set_string("media.factory.role", ROLE)
        auth = GstRtspServer.RTSPAuth()
        auth.add_basic(GstRtspServer.RTSPAuth.make_basic("viewer", password), token)
        server.set_auth(auth)
    for path, pipeline in streams.items():
        server.get_mount_points().add_factory(path, factory(pipeline, password is not None))
    if server.attach(None) == 0:
        sys.exit(f"port {port} is taken")
    return server


Gst.init(None)
# A server that nobody holds is collected, and its port closed.
if len(sys.argv) > 1:
    servers = [serve("0", streams={"/street": PIPELINE % (sys.argv[1], "rtph264pay")}, address="127.0.0.1")]
else:
    servers = [serve("8554"), serve("8555", os.environ.get("CAMERA_PASSWORD", "viewer"))]
print("camera ready", servers[0].get_bound_port(), flush=True)
GLib.MainLoop().run()
