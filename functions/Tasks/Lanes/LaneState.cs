using Azure;
using NimbusFunctions.Tasks.Slots;

namespace NimbusFunctions.Tasks.Lanes;

/// <summary>The slots as they were last seen or written.</summary>
/// <param name="Book">The slots.</param>
/// <param name="ETag">Of the row; null: it is not there yet.</param>
/// <param name="AsOf">Before when nobody else had changed them since.</param>
internal sealed record LaneState(SlotBook Book, ETag? ETag, DateTimeOffset AsOf);
