"""What NATS keeps for web and world together: made by whichever of the two comes first."""

from nats.js import JetStreamContext
from nats.js.api import KeyValueConfig, RetentionPolicy, StreamConfig
from nats.js.errors import NotFoundError
from nats.js.kv import KeyValue

from madang.protocol.events import PLACES_BUCKET, REMOVALS_BUCKET
from madang.protocol.reports import REPORTS_KEPT_S, REPORTS_STREAM, REPORTS_SUBJECTS


async def removals_bucket(stream: JetStreamContext) -> KeyValue:
    """The bucket of removals; made when it is not there."""
    return await _bucket(stream, REMOVALS_BUCKET)


async def places_bucket(stream: JetStreamContext) -> KeyValue:
    """The bucket of the newest outline of each place; made when it is not there."""
    return await _bucket(stream, PLACES_BUCKET)


async def _bucket(stream: JetStreamContext, name: str) -> KeyValue:
    try:
        return await stream.key_value(name)
    except NotFoundError:
        return await stream.create_key_value(KeyValueConfig(bucket=name, history=1))


async def ensure_reports(stream: JetStreamContext) -> None:
    """Make the stream of reports, which forgets each as soon as the worker has written it down."""
    try:
        await stream.stream_info(REPORTS_STREAM)
    except NotFoundError:
        wanted = StreamConfig(
            name=REPORTS_STREAM,
            subjects=list(REPORTS_SUBJECTS),
            retention=RetentionPolicy.WORK_QUEUE,
            max_age=REPORTS_KEPT_S,
        )
        await stream.add_stream(wanted)
