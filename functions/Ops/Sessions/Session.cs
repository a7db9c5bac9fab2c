namespace NimbusFunctions.Ops.Sessions;

/// <summary>The session that a call came with.</summary>
/// <param name="Name">How the person is called.</param>
/// <param name="Antiforgery">What changing calls have to send along.</param>
/// <param name="Expires">When it ends.</param>
internal sealed record Session(string Name, string Antiforgery, DateTimeOffset Expires)
{
    private const string Key = "nimbus.session";

    /// <summary>Null where the call came with a bearer token, or with nothing.</summary>
    public static Session? Of(HttpContext http) => http.Items.TryGetValue(Key, out var session) ? (Session?)session : null;

    public void PutInto(HttpContext http) => http.Items[Key] = this;
}
