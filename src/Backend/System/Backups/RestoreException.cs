namespace ArgusAI.Backend.SystemState;

/// <summary>An archive that cannot be restored; the message is for whoever sent it.</summary>
internal sealed class RestoreException(string message) : Exception(message);
