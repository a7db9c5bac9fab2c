namespace NimbusFunctions.Ops;

/// <summary>Section <c>Ops</c>: the operators' page and its sign-in.</summary>
internal sealed class OpsOptions
{
    public const string Section = "Ops";

    /// <summary>What the Functions host says of itself to what it starts, here and in Azure: its host name.</summary>
    public const string HostMark = "WEBSITE_HOSTNAME";

    /// <summary>https address under which browsers reach the app, without a path: the sign-in leads back there. Empty: nobody can sign in.</summary>
    public string PublicAddress { get; set; } = "";

    /// <summary>Whether people can sign in.</summary>
    public bool CanSignIn => PublicAddress.Length > 0;

    /// <summary>Where Entra leads back to; one of the app registration's redirect URIs of the kind Web. Never made from a request.</summary>
    public string RedirectUri => $"{PublicAddress.TrimEnd('/')}/ops/callback";

    /// <summary>Outside Azure the host's own address stands in for one that was not set.</summary>
    public void Complete(bool isInCloud, string? hostName)
    {
        if (PublicAddress.Length == 0 && !isInCloud && Uri.TryCreate($"http://{hostName}", UriKind.Absolute, out var local) && local.IsLoopback)
            PublicAddress = local.GetLeftPart(UriPartial.Authority);
    }

    /// <param name="isInCloud">Whether the app runs in Azure, where plain http is nobody's.</param>
    public IEnumerable<string> Errors(bool isInCloud)
    {
        if (PublicAddress.Length == 0)
            yield break;
        if (!Uri.TryCreate(PublicAddress, UriKind.Absolute, out var address) || address.PathAndQuery != "/" || address.Fragment.Length > 0 || address.UserInfo.Length > 0
            || !(address.Scheme == Uri.UriSchemeHttps || (!isInCloud && address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
            yield return "Ops__PublicAddress must be the https address of the app without a path, such as https://name.azurewebsites.net.";
    }
}
