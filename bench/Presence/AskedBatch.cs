using System.Net.Http.Headers;

namespace NimbusFunctions.Bench.Presence;

/// <summary>A question to Graph: for whom, where to, and with whose token.</summary>
internal sealed record AskedBatch(Guid[] Users, Uri Address, AuthenticationHeaderValue? Authorization);
