using NimbusFunctions.Tenants.Secrets;

namespace NimbusFunctions.Callbacks;

/// <summary>Which addresses news are sent to. Where their names lead is looked at when they are called.</summary>
internal static class CallbackAddress
{
    /// <param name="address">What was registered.</param>
    /// <param name="allowLoopback">Whether this machine may be called: in the local edition.</param>
    /// <returns>The address; null where the app does not call it.</returns>
    public static Uri? Read(string address, bool allowLoopback)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0)
            return null;
        if (allowLoopback && uri.IsLoopback && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps))
            return uri;
        return uri.Scheme == Uri.UriSchemeHttps && uri.IsDefaultPort && PublicAddress.IsName(uri.IdnHost) ? uri : null;
    }
}
