using System.Net;

namespace NimbusFunctions.Local.Commands.Api;

/// <summary>An answer that was not expected; the message names the call, the status and what the answer says.</summary>
internal sealed class ApiException(string message, HttpStatusCode status) : Exception(message)
{
    public HttpStatusCode Status => status;
}
