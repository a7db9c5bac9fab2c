using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Communication.Identity;

/// <summary>Users of an Azure Communication Services resource, and their tokens, over its REST API.</summary>
public class CommunicationIdentityClient
{
    private readonly HttpPipeline pipeline;
    private readonly Uri endpoint;
    private readonly string apiVersion;

    /// <param name="connectionString">As the portal shows it: <c>endpoint=https://…/;accesskey=…</c>.</param>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    /// <exception cref="FormatException">It is no connection string; the message does not repeat it.</exception>
    public CommunicationIdentityClient(string connectionString)
        : this(connectionString, new CommunicationIdentityClientOptions())
    {
    }

    /// <param name="connectionString">As the portal shows it: <c>endpoint=https://…/;accesskey=…</c>.</param>
    /// <param name="options">Retries and transport.</param>
    /// <exception cref="ArgumentNullException">One of them is null.</exception>
    /// <exception cref="FormatException">It is no connection string; the message does not repeat it.</exception>
    public CommunicationIdentityClient(string connectionString, CommunicationIdentityClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var connection = CommunicationConnectionString.Parse(connectionString);
        (endpoint, apiVersion) = (connection.Endpoint, options.ApiVersion);
        pipeline = HttpPipelineBuilder.Build(options, new HmacPolicy(connection.Key, options.Time));
    }

    /// <summary>Creates a user.</summary>
    /// <param name="cancellationToken">Ends the call; whether there is a user then is unknown.</param>
    /// <exception cref="RequestFailedException">The service refused, or (status 0) did not answer.</exception>
    public virtual async Task<Response<CommunicationUserIdentifier>> CreateUserAsync(CancellationToken cancellationToken = default)
    {
        using var message = Create(RequestMethod.Post, "/identities", IdentityJson.Scopes("createTokenWithScopes", []));
        var (answer, json) = await ReadAsync(message, cancellationToken).ConfigureAwait(false);
        using (json)
            return Response.FromValue(IdentityJson.User(json.RootElement), answer);
    }

    /// <summary>Creates a user and a token of its own, which serves for a day.</summary>
    /// <param name="scopes">What the token lets its bearer do; at least one.</param>
    /// <param name="cancellationToken">Ends the call; whether there is a user then is unknown.</param>
    /// <exception cref="RequestFailedException">The service refused, or (status 0) did not answer.</exception>
    public virtual async Task<Response<CommunicationUserIdentifierAndToken>> CreateUserAndTokenAsync(
        IEnumerable<CommunicationTokenScope> scopes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        using var message = Create(RequestMethod.Post, "/identities", IdentityJson.Scopes("createTokenWithScopes", scopes));
        var (answer, json) = await ReadAsync(message, cancellationToken).ConfigureAwait(false);
        using (json)
        {
            return Response.FromValue(
                new CommunicationUserIdentifierAndToken(IdentityJson.User(json.RootElement), IdentityJson.Token(json.RootElement.GetProperty("accessToken"))), answer);
        }
    }

    /// <summary>Makes a token for a user, which serves for a day.</summary>
    /// <param name="communicationUser">The user.</param>
    /// <param name="scopes">What the token lets its bearer do; at least one.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="RequestFailedException">The service refused, or (status 0) did not answer.</exception>
    public virtual async Task<Response<AccessToken>> GetTokenAsync(
        CommunicationUserIdentifier communicationUser, IEnumerable<CommunicationTokenScope> scopes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(communicationUser);
        ArgumentNullException.ThrowIfNull(scopes);
        using var message = Create(
            RequestMethod.Post, $"{PathOf(communicationUser)}/:issueAccessToken", IdentityJson.Scopes("scopes", scopes));
        var (answer, json) = await ReadAsync(message, cancellationToken).ConfigureAwait(false);
        using (json)
            return Response.FromValue(IdentityJson.Token(json.RootElement), answer);
    }

    /// <summary>Deletes a user with its tokens and everything else that is kept of it.</summary>
    /// <param name="communicationUser">The user.</param>
    /// <param name="cancellationToken">Ends the call; whether the user is there then is unknown.</param>
    /// <exception cref="RequestFailedException">The service refused, or (status 0) did not answer.</exception>
    public virtual async Task<Response> DeleteUserAsync(CommunicationUserIdentifier communicationUser, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(communicationUser);
        using var message = Create(RequestMethod.Delete, PathOf(communicationUser), null);
        return await SendAsync(message, cancellationToken).ConfigureAwait(false);
    }

    private static string PathOf(CommunicationUserIdentifier user) => $"/identities/{Uri.EscapeDataString(user.Id)}";

    private HttpMessage Create(RequestMethod method, string path, RequestContent? content)
    {
        var message = pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(endpoint);
        message.Request.Uri.AppendPath(path, escape: false);
        message.Request.Uri.AppendQuery("api-version", apiVersion, escapeValue: true);
        message.Request.Headers.Add(HttpHeader.Common.JsonAccept);
        if (content is not null)
            message.Request.Headers.Add(HttpHeader.Common.JsonContentType);
        message.Request.Content = content;
        return message;
    }

    private async Task<(Response Answer, JsonDocument Json)> ReadAsync(HttpMessage message, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(message, cancellationToken).ConfigureAwait(false);
        return (answer, JsonDocument.Parse(answer.Content));
    }

    private async Task<Response> SendAsync(HttpMessage message, CancellationToken cancellationToken)
    {
        await pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
        return message.Response.IsError ? throw new RequestFailedException(message.Response) : message.Response;
    }
}
