using Azure.Core;

namespace Azure.Communication.Identity;

/// <summary>A new user with a token.</summary>
public class CommunicationUserIdentifierAndToken
{
    internal CommunicationUserIdentifierAndToken(CommunicationUserIdentifier user, AccessToken accessToken) => (User, AccessToken) = (user, accessToken);

    /// <summary>The token, and until when it serves.</summary>
    public AccessToken AccessToken { get; }

    /// <summary>The user.</summary>
    public CommunicationUserIdentifier User { get; }

    /// <summary>Takes both apart.</summary>
    /// <param name="user">The user.</param>
    /// <param name="accessToken">The token.</param>
    public void Deconstruct(out CommunicationUserIdentifier user, out AccessToken accessToken) => (user, accessToken) = (User, AccessToken);
}
