using Azure;

namespace NimbusFunctions.Storage.Memory;

/// <summary>The answer to a look-up that found nothing.</summary>
internal sealed class NoRow<T> : NullableResponse<T>
{
    public override bool HasValue => false;

    public override T Value => throw new InvalidOperationException("The row does not exist; check HasValue first.");

    public override Response GetRawResponse() => new MemoryResponse(404);
}
