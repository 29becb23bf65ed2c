"""Decodes a JPEG with a real decoder: decode.py FILE prints {"width", "height", "darkest", "brightest"} or ends with 1."""
import json
import sys

import gi

gi.require_version("Gst", "1.0")
from gi.repository import Gst  # noqa: E402

Gst.init(None)
pipeline = Gst.parse_launch(
    f"filesrc location={sys.argv[1]} ! jpegparse ! jpegdec max-errors=0 ! videoconvert ! video/x-raw,format=GRAY8"
    " ! appsink name=out sync=false")
pipeline.set_state(Gst.State.PLAYING)
sample = pipeline.get_by_name("out").emit("try-pull-sample", 10 * Gst.SECOND)
failure = pipeline.get_bus().pop_filtered(Gst.MessageType.ERROR)
pipeline.set_state(Gst.State.NULL)
if sample is None:
    sys.exit(failure.parse_error()[0].message if failure else "no picture in the file")
caps, buffer = sample.get_caps().get_structure(0), sample.get_buffer()
pixels = buffer.extract_dup(0, buffer.get_size())
print(json.dumps({
    "width": caps.get_value("width"), "height": caps.get_value("height"),
    "darkest": min(pixels), "brightest": max(pixels)}))
